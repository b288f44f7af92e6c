if True:
	print("tab")
	if True:
	        print("tab then spaces")
print("after form feed")
